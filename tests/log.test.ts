import { describe, expect, it } from '@jest/globals';
import { createLog, unreadableRows } from '../src/log.ts';

function logged(act: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  act(createLog('info', { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('writes a line of JSON with the subsystem that says it', () => {
    const [line] = logged((log) => log.child({ subsystem: 'tick' }).info({ planned: 3 }, 'cycle planned'));
    expect(line).toMatchObject({ subsystem: 'tick', planned: 3, msg: 'cycle planned' });
  });

  it.each(['email', 'upn', 'name', 'narrative', 'text', 'address', 'to', 'inputs', 'card'])(
    'takes out %s, at the top and one level down',
    (field) => {
      const lines = logged((log) => {
        log.info({ [field]: 'ama.okoro@council.example' }, 'sent');
        log.info({ person: { [field]: 'ama.okoro@council.example' } }, 'sent');
        log.child({ [field]: 'ama.okoro@council.example' }).info('sent');
      });
      expect(JSON.stringify(lines)).not.toContain('ama.okoro');
      expect(lines).toHaveLength(3);
    },
  );

  it('says where an unreadable row is, and nothing of what it says', () => {
    const [line] = logged((log) =>
      unreadableRows(log)(
        Object.assign(new Error('a secret'), { location: { table: 'Cycles', partition: 'p', row: 'r' } }),
      ),
    );
    expect(line).toMatchObject({ row: { table: 'Cycles', partition: 'p', row: 'r' } });
    expect(JSON.stringify(line)).not.toContain('a secret');
  });
});

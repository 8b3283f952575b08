import { fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** What a child can be asked, by name. */
export type Answers = Record<string, (argument: never) => unknown>;

/** A part of the measurement in a process of its own. It ends when we do. */
export interface Child {
  ask<T>(question: string, argument?: unknown): Promise<T>;
  stop(): Promise<void>;
}

interface Asked {
  id: number;
  question: string;
  argument: unknown;
}
interface Answered {
  id: number;
  answer?: unknown;
  fault?: string;
}

/** Starts a script beside this one (`our-bot`), which calls `answerParent`. */
export function startChild(name: string): Child {
  const child = fork(fileURLToPath(new URL(`./${name}.js`, import.meta.url)), {
    execArgv: process.execArgv.filter((flag) => flag !== '--expose-gc'),
  });
  const waiting = new Map<number, (answered: Answered) => void>();
  let asked = 0;
  child.on('message', (message) => {
    const answered = message as Answered;
    waiting.get(answered.id)?.(answered);
    waiting.delete(answered.id);
  });
  child.once('exit', () => {
    for (const [id, settle] of waiting) settle({ id, fault: 'the process ended' });
  });
  return {
    async ask<T>(question: string, argument?: unknown) {
      const id = (asked += 1);
      const answered = new Promise<Answered>((resolve) => waiting.set(id, resolve));
      child.send({ id, question, argument } satisfies Asked);
      const { answer, fault } = await answered;
      if (fault !== undefined) throw new Error(`${name} could not answer "${question}": ${fault}`);
      return answer as T;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** In the child: answers the parent until it lets go. */
export function answerParent(answers: Answers): void {
  process.once('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    void answer(message as Asked).then((answered) => process.send?.(answered));
  });

  async function answer({ id, question, argument }: Asked): Promise<Answered> {
    try {
      return { id, answer: await answers[question]?.(argument as never) };
    } catch (error) {
      return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }
}

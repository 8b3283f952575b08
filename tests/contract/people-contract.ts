import { describe, expect, it } from '@jest/globals';
import type { ConversationAddress, Person } from '../../src/workflow/people/person.ts';
import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import { awkward, instant, longText } from './examples.ts';
import type { Fresh } from './store-contract.ts';

const address: ConversationAddress = {
  kind: 'personal',
  conversationId: 'a:1/2#3',
  serviceUrl: 'https://teams.example/emea/',
  tenantId: 'harbour',
  botId: '28:bot',
  aadObjectId: 'o1',
  userMri: '29:ama',
};

function person(changes: Partial<Person> = {}): Person {
  return {
    tenantId: 'harbour',
    aadObjectId: 'o1',
    name: 'Ama Okoro',
    email: 'Ama.Okoro@Council.example',
    upn: 'aokoro@council.example',
    metAt: instant('2026-03-01T12:00:00Z'),
    ...changes,
  };
}

export function peopleContract(fresh: Fresh): void {
  const people = () => fresh().store.people;
  const save = (saved: Person) => people().upsert(saved, () => saved);
  const found = async (email: string) => (await people().byEmail('harbour', email))?.value.aadObjectId;

  describe('people', () => {
    it('come back as they were stored, by object id', async () => {
      const full = person({
        address,
        unreachable: 'blocked the bot',
        unconfirmed: ['strategy,2026-03,c0ffee,2026-03-02'],
      });
      expect(await save(full)).toEqual(full);
      expect((await people().byId('harbour', 'o1'))?.value).toEqual(full);
      expect(await people().byId('harbour', 'o2')).toBeUndefined();
      expect(await people().byId('valley', 'o1')).toBeUndefined();
    });

    it('who wrote and were in no register are listed, the latest first, wherever their shard is', async () => {
      expect(await people().strangers('harbour')).toEqual([]);
      const first = person({ strangerSince: instant('2026-03-01T12:00:00Z') });
      const later = person({
        aadObjectId: 'o2',
        email: 'sam@council.example',
        upn: 's@council.example',
        strangerSince: instant('2026-03-02T12:00:00Z'),
      });
      const nameless: Person = { tenantId: 'valley', aadObjectId: 'o9', name: '', metAt: first.metAt };
      for (const one of [
        first,
        later,
        person({ aadObjectId: 'o3', email: 'lee@council.example', upn: 'l@x.example' }),
      ]) {
        await save(one);
      }
      await save({ ...nameless, strangerSince: first.metAt });
      expect(await people().strangers('harbour')).toEqual([later, first]);
      expect((await fresh().again().people.strangers('valley')).length).toBe(1);

      await save({ ...first, email: 'moved@council.example' });
      expect((await people().strangers('harbour'))[1]?.email).toBe('moved@council.example');
      const { strangerSince: _since, ...known } = later;
      await save(known);
      expect((await people().strangers('harbour')).map(({ aadObjectId }) => aadObjectId)).toEqual(['o1']);
    });

    it('are found by e-mail and by user principal name, whatever the case', async () => {
      await save(person());
      expect(await found('ama.okoro@council.EXAMPLE')).toBe('o1');
      expect(await found('AOKORO@council.example')).toBe('o1');
      expect(await found('nobody@council.example')).toBeUndefined();
      expect(await people().byEmail('valley', 'ama.okoro@council.example')).toBeUndefined();
    });

    it('are found under their new address only, once it changed', async () => {
      await save(person());
      await save(person({ email: 'ama.mensah@council.example' }));
      expect(await found('ama.okoro@council.example')).toBeUndefined();
      expect(await found('ama.mensah@council.example')).toBe('o1');
      const { email: _, ...withoutEmail } = person();
      await save(withoutEmail);
      expect(await found('ama.mensah@council.example')).toBeUndefined();
      expect(await found('aokoro@council.example')).toBe('o1');
    });

    it('give their address up to whoever has it now', async () => {
      await save(person());
      await save(person({ aadObjectId: 'o2', upn: 'new@council.example' }));
      expect(await found('ama.okoro@council.example')).toBe('o2');
      await save(person({ email: 'left@council.example' }));
      expect(await found('ama.okoro@council.example')).toBe('o2');
    });

    it('are found where they are now, also by whoever remembers where they were', async () => {
      const other = fresh().again().people;
      await save(person());
      for (const email of ['ama.mensah@council.example', 'a.mensah@council.example', 'ama@council.example']) {
        await other.byId('harbour', 'o1');
        await save(person({ email }));
        expect((await other.byId('harbour', 'o1'))?.value.email).toBe(email);
      }
    });

    it('lose no change when many are made at once', async () => {
      await save(person({ name: '' }));
      await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map((letter) =>
          fresh()
            .again()
            .people.upsert(person(), (current) => ({ ...current!, name: current!.name + letter })),
        ),
      );
      const name = (await people().byId('harbour', 'o1'))!.value.name;
      expect(Array.from(name).sort().join('')).toBe('abcde');
    });

    it.each([3, 60])('are found many at once: %i addresses', async (count) => {
      await save(person());
      await save(person({ aadObjectId: 'o2', email: 'second@council.example', upn: 'two@council.example' }));
      const asked = ['AMA.okoro@council.example', 'two@council.example'];
      const others = Array.from({ length: count - 2 }, (_, n) => `nobody${n}@council.example`);
      const met = await people().byEmails('harbour', [...asked, ...others]);
      expect([...met].map(([email, { aadObjectId }]) => [email, aadObjectId])).toEqual([
        [asked[0], 'o1'],
        [asked[1], 'o2'],
      ]);
    });

    it('are found by the shard of each of their addresses, as the ledger has their messages', async () => {
      await save(person({ address }));
      await save(person({ aadObjectId: 'o2', email: 'second@council.example', upn: 'two@council.example' }));
      for (const [email, id] of [
        ['ama.okoro@council.example', 'o1'],
        ['aokoro@council.example', 'o1'],
        ['second@council.example', 'o2'],
      ]) {
        const contactId = contactIdOf('harbour', email!);
        const shard = await people().inShard('harbour', shardOf(contactId));
        expect(shard.get(contactId)?.aadObjectId).toBe(id);
      }
      expect([...(await people().inShard('valley', '00'))]).toEqual([]);
    });

    it('keep their addresses out of the keys, which storage logs', async () => {
      await save(person());
      const rows = await fresh().tables.People.list({ keysOnly: true });
      expect(rows.length).toBe(4);
      expect(rows.filter(({ row }) => /okoro/i.test(row))).toEqual([]);
    });
  });

  describe('channels and settings', () => {
    it('remember where a channel is', async () => {
      const channel: ConversationAddress = {
        ...address,
        kind: 'channel',
        conversationId: '19:x@thread.tacv2',
      };
      await fresh().store.channels.save('19:x@thread.tacv2', channel);
      expect(await fresh().store.channels.find('harbour', '19:x@thread.tacv2')).toEqual(channel);
      expect(await fresh().store.channels.find('valley', '19:x@thread.tacv2')).toBeUndefined();
    });

    it('remember a setting, the latest one', async () => {
      const { settings } = fresh().store;
      expect(await settings.get(awkward)).toBeUndefined();
      await settings.set(awkward, 'first');
      await settings.set(awkward, longText);
      expect(await fresh().again().settings.get(awkward)).toBe(longText);
      await settings.set(awkward, '');
      expect(await settings.get(awkward)).toBe('');
    });
  });
}

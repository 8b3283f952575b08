import { describe, expect, it } from '@jest/globals';
import { azureStore } from '../../src/storage/azure-store.ts';
import { serviceUrls } from '../../src/storage/service-urls.ts';

describe('a storage account’s address', () => {
  it.each(['table', 'queue', 'blob'])('may be that of its %s service', (service) => {
    expect(serviceUrls(`https://council.${service}.core.windows.net/`)).toEqual({
      table: 'https://council.table.core.windows.net',
      queue: 'https://council.queue.core.windows.net',
    });
  });

  it('may be in another cloud', () => {
    expect(serviceUrls('https://council.table.core.usgovcloudapi.net').queue).toBe(
      'https://council.queue.core.usgovcloudapi.net',
    );
  });

  it.each(['http://council.table.core.windows.net', 'https://council.example', 'council', ''])(
    'is refused when it is %j, with the form it should have',
    (address) => {
      expect(() => serviceUrls(address)).toThrow(/https:\/\/ACCOUNT\.table\.core\.windows\.net/);
    },
  );

  it('is enough to make a store: nobody is asked for a token before it is used', () => {
    expect(azureStore({ accountUrl: 'https://council.table.core.windows.net' })).toHaveProperty('ledger');
  });

  it('goes with a prefix that can begin a table’s name', () => {
    const accountUrl = 'https://council.table.core.windows.net';
    expect(() => azureStore({ accountUrl, prefix: 'a-b' })).toThrow(/lower-case/);
  });
});

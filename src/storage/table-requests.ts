import { randomUUID } from 'node:crypto';
import {
  createHttpHeaders,
  createPipelineRequest,
  type Pipeline,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { RestError, type TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { storageHttp } from './storage-http.ts';
import type { Operation, Properties, StoredRow } from './table.ts';

/**
 * The requests that people wait for, made on the SDK's own pipeline: it signs them and tries again. `TableClient`
 * builds each entity and each operation of a transaction through layers that cost several times what the request does.
 */
export interface TableRequests {
  /** Undefined when the row is not there. Throws RestError. */
  get(partition: string, row: string, abortSignal: AbortSignal): Promise<StoredRow | undefined>;
  /** One operation by itself; returns the row's new tag. Throws RestError. */
  write(partition: string, operation: Write, abortSignal: AbortSignal): Promise<string>;
  /** Every row of a query, over as many pages as it takes. Throws RestError. */
  list(query: Query, abortSignal: AbortSignal): Promise<StoredRow[]>;
  /** All or nothing; returns the tags of the operations, in their order. Throws RestError. */
  transaction(partition: string, operations: Operation[], abortSignal: AbortSignal): Promise<string[]>;
}

export type Write = Exclude<Operation, { kind: 'delete' }>;

export interface Query {
  filter: string;
  keysOnly: boolean;
}

const json = 'application/json;odata=minimalmetadata';

interface Request {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers: Record<string, string>;
  body?: string;
}

export function tableRequests({ url, tableName, pipeline: whole }: TableClient): TableRequests {
  const pipeline = leanPipeline(whole);
  const base = url.replace(/\/$/, '');

  async function answerTo(request: Request, abortSignal: AbortSignal): Promise<PipelineResponse> {
    return await pipeline.sendRequest(
      storageHttp,
      createPipelineRequest({
        ...request,
        headers: createHttpHeaders({ ...request.headers, ...versions }),
        abortSignal,
        // Only an emulator's address is plain HTTP.
        allowInsecureConnection: base.startsWith('http://'),
      }),
    );
  }

  return {
    async get(partition, row, abortSignal) {
      const url = addressOf(base, tableName, partition, row);
      const answer = await answerTo({ url, method: 'GET', headers: { accept: json } }, abortSignal);
      if (answer.status === 200) return toStored(JSON.parse(answer.bodyAsText ?? '') as Entity);
      const text = answer.bodyAsText ?? '';
      if (answer.status === 404 && codeIn(text) === 'ResourceNotFound') return undefined;
      throw faultIn(answer.status, text);
    },

    async write(partition, operation, abortSignal) {
      const request = requestFor(base, tableName, partition, operation);
      const answer = await answerTo({ ...request, body: inAscii(request.body) }, abortSignal);
      if (answer.status !== 204) throw faultIn(answer.status, answer.bodyAsText ?? '');
      return answer.headers.get('etag') ?? '';
    },

    async list({ filter, keysOnly }, abortSignal) {
      const rows: StoredRow[] = [];
      const query = {
        ...(filter !== '' && { $filter: filter }),
        ...(keysOnly && { $select: 'PartitionKey,RowKey' }),
      };
      for (let next: Record<string, string> | undefined = {}; next;) {
        const url = `${base}/${tableName}()?${queryText({ ...query, ...next })}`;
        const answer = await answerTo({ url, method: 'GET', headers: { accept: json } }, abortSignal);
        const text = answer.bodyAsText ?? '';
        if (answer.status !== 200) throw faultIn(answer.status, text);
        for (const entity of (JSON.parse(text) as { value: Entity[] }).value) rows.push(toStored(entity));
        next = nextPage(answer);
      }
      return rows;
    },

    async transaction(partition, operations, abortSignal) {
      const id = randomUUID();
      const parts = operations.map((operation) => partOf(requestFor(base, tableName, partition, operation)));
      const headers = { accept: 'application/json', 'content-type': `multipart/mixed; boundary=batch_${id}` };
      const request = { url: `${base}/$batch`, method: 'POST' as const, headers, body: bodyOf(id, parts) };
      const answer = await answerTo(request, abortSignal);
      const text = answer.bodyAsText ?? '';
      if (answer.status !== 202) throw faultIn(answer.status, text);
      return tagsIn(text, operations.length);
    },
  };
}

/** What is needed on the way; the rest is for entities, forms, uploads, spans and logs that there are none of here. */
const needed = [
  'proxyPolicy',
  'userAgentPolicy',
  'setClientRequestIdPolicy',
  'tablesNamedKeyCredentialPolicy',
  'bearerTokenAuthenticationPolicy',
  'defaultRetryPolicy',
];

function leanPipeline(whole: Pipeline): Pipeline {
  const lean = whole.clone();
  for (const { name } of whole.getOrderedPolicies()) {
    if (!needed.includes(name)) lean.removePolicy({ name });
  }
  return lean;
}

const versions = { 'x-ms-version': '2019-02-02', DataServiceVersion: '3.0' };

/** Keys never hold a quote (keys.ts). */
function addressOf(base: string, table: string, partition: string, row: string): string {
  return `${base}/${table}(PartitionKey='${encodeURIComponent(partition)}',RowKey='${encodeURIComponent(row)}')`;
}

function queryText(query: Record<string, string>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** Where a list that is longer than a page goes on. */
function nextPage({ headers }: PipelineResponse): Record<string, string> | undefined {
  const partition = headers.get('x-ms-continuation-nextpartitionkey');
  const row = headers.get('x-ms-continuation-nextrowkey');
  if (!partition) return undefined;
  return { NextPartitionKey: partition, ...(row && { NextRowKey: row }) };
}

/** A row as the service writes it: keys, our properties, and what it adds. */
interface Entity {
  PartitionKey: string;
  RowKey: string;
  [property: string]: unknown;
}

function toStored({ PartitionKey, RowKey, Timestamp: _, ...rest }: Entity): StoredRow {
  const properties: Properties = {};
  for (const [name, value] of Object.entries(rest)) {
    if (name.startsWith('odata.') || name.includes('@odata.')) continue;
    if (typeof value === 'string' || typeof value === 'number') properties[name] = value;
  }
  const etag = rest['odata.etag'];
  if (typeof etag !== 'string') throw new Error('Azure Storage answered without a tag.');
  return { partition: PartitionKey, row: RowKey, properties, etag };
}

function requestFor(
  base: string,
  table: string,
  partition: string,
  operation: Operation,
): Request & { body: string } {
  const url = addressOf(base, table, partition, operation.row);
  const headers = { accept: json, 'content-type': 'application/json' };
  if (operation.kind === 'delete') {
    return { method: 'DELETE', url, headers: { ...headers, 'if-match': '*' }, body: '' };
  }
  const body = JSON.stringify({
    PartitionKey: partition,
    RowKey: operation.row,
    ...operation.properties,
  });
  switch (operation.kind) {
    case 'insert':
      return {
        method: 'POST',
        url: `${base}/${table}`,
        headers: { ...headers, prefer: 'return-no-content' },
        body,
      };
    case 'replace':
      return { method: 'PUT', url, headers: { ...headers, 'if-match': operation.etag }, body };
    case 'put':
      return { method: 'PUT', url, headers, body };
  }
}

/** Azurite reads a body piece by piece, and spoils a character that lies in two of them. */
function inAscii(text: string): string {
  return text.replace(/[\u0080-\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** An operation as a request within a transaction. */
function partOf({ method, url, headers, body }: Request): string {
  return [
    'content-type: application/http',
    'content-transfer-encoding: binary',
    '',
    `${method} ${url} HTTP/1.1`,
    'DataServiceVersion: 3.0',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body ?? '',
    '',
  ].join('\r\n');
}

function bodyOf(id: string, parts: string[]): string {
  const changes = parts.map((one) => `--changeset_${id}\r\n${one}`).join('');
  return (
    `--batch_${id}\r\ncontent-type: multipart/mixed; boundary=changeset_${id}\r\n\r\n` +
    `${changes}--changeset_${id}--\r\n--batch_${id}--\r\n`
  );
}

/** The answer to a transaction has an answer for each operation, or, where it failed, only that of the one that did. */
function tagsIn(text: string, operations: number): string[] {
  const answers = text.split('--changesetresponse_').slice(1, -1);
  for (const answer of answers) {
    const status = Number(/HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    if (!(status >= 200 && status < 300)) throw faultIn(status, /\{.*\}/s.exec(answer)?.[0] ?? '');
  }
  if (answers.length !== operations) throw new Error('Azure Storage answered another number of operations.');
  return answers.map((answer) => /^etag: *(.*?)\r?$/im.exec(answer)?.[1] ?? '');
}

const errorBody = z.object({ 'odata.error': z.object({ code: z.string() }) });

function faultIn(statusCode: number, body: string): RestError {
  const code = codeIn(body);
  return new RestError('Azure Storage refused a request.', {
    statusCode,
    ...(code !== undefined && { code }),
  });
}

function codeIn(body: string): string | undefined {
  return errorBody.safeParse(parsed(body)).data?.['odata.error'].code;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

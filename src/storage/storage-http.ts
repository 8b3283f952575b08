import http from 'node:http';
import https from 'node:https';
import { createHttpHeaders, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { RestError } from '@azure/data-tables';

const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };

/**
 * One exchange with Azure Storage over a kept connection, for the SDK's pipeline: without the streams that its own
 * client is ready for. Whatever the network does, also halfway through an answer, becomes a RestError, which the
 * pipeline tries again; giving up stays what the signal says.
 */
export const storageHttp: HttpClient = {
  sendRequest: (request) =>
    new Promise((resolve, reject) => {
      const fail = (error: Error & { code?: string }) => {
        const { name, message, code = RestError.REQUEST_SEND_ERROR } = error;
        reject(name === 'AbortError' ? error : new RestError(message, { code, request }));
      };
      const outgoing = begun(request);
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', fail);
        incoming.on('end', () =>
          resolve({
            request,
            status: incoming.statusCode ?? 0,
            headers: createHttpHeaders(textsOf(incoming.headers)),
            bodyAsText: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      outgoing.end(typeof request.body === 'string' ? request.body : undefined);
    }),
};

function begun({ url, method, headers, abortSignal, agent, body }: PipelineRequest): http.ClientRequest {
  const secure = url.startsWith('https:');
  const length = typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
  return (secure ? https : http).request(url, {
    method,
    headers: { ...headers.toJSON(), ...length },
    // A proxy comes with an agent of its own.
    agent: (agent as http.Agent | undefined) ?? (secure ? agents.https : agents.http),
    ...(abortSignal && { signal: abortSignal as AbortSignal }),
  });
}

function textsOf(headers: http.IncomingHttpHeaders): Record<string, string> {
  const texts = Object.entries(headers).filter((header): header is [string, string] => {
    return typeof header[1] === 'string';
  });
  return Object.fromEntries(texts);
}

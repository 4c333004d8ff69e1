import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Access } from './access.ts';
import type { AnswerUnsigned, Service, ServiceReply } from './service.ts';
import { notImplemented, ServiceError } from './service-error.ts';

/** What the endpoint serves, by the service name of the request's signature (`s3`, `sns`, …). */
export interface Backend {
  readonly access: Access;
  readonly services: Readonly<Record<string, Service>>;
  /** Is asked before a request without a signature is refused. */
  readonly answerUnsigned: AnswerUnsigned;
}

/** One HTTP server on loopback for all services. */
export interface Endpoint {
  readonly url: string;
  /** Until this is called every request gets 503. */
  serve(backend: Backend): void;
  stop(): Promise<void>;
}

/**
 * Opens the endpoint.
 *
 * @param port  0 takes a free one
 * @throws Error saying so when the port is taken
 */
export async function openEndpoint(port: number): Promise<Endpoint> {
  let backend: Backend | undefined;
  const server = createServer((request, response) => {
    void answer(request, response, backend);
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    url,
    serve: (next) => {
      backend = next;
    },
    stop: () => close(server),
  };
}

/** Makes a server listen on loopback and gives its port. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} on 127.0.0.1 is taken.`) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Closes a server and the connections that clients keep open. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, backend: Backend | undefined) {
  const requestId = randomUUID();
  try {
    await send(response, requestId, request.method, await reply(request, requestId, backend));
  } catch {
    response.destroy();
  }
  request.resume();
}

async function reply(
  request: IncomingMessage,
  requestId: string,
  backend: Backend | undefined,
): Promise<ServiceReply> {
  if (backend === undefined) return { status: 503, body: 'The embedded cloud is starting.' };
  const { path, query } = splitTarget(request.url ?? '/');
  const { method = 'GET', headers } = request;
  const credential = readCredential(request.headers.authorization, query);
  const service = backend.services[credential?.service ?? 's3'];
  const renderer = service ?? backend.services[speaksJson(request) ? 'sqs' : 's3'];
  try {
    const answered = credential ? undefined : await backend.answerUnsigned({ method, path, query });
    if (answered) return answered;
    if (credential === undefined) throw new ServiceError(403, 'AccessDenied', 'The request is not signed.');
    const caller = backend.access.principal(credential.accessKeyId);
    if (caller === undefined) throw invalidAccessKey();
    if (service === undefined) throw notImplemented(`the service "${credential.service}"`);
    return await service.handle({ method, path, query, headers, body: request, caller });
  } catch (error) {
    if (renderer === undefined) throw error;
    return renderer.renderError(asServiceError(error), requestId);
  }
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  return new ServiceError(
    500,
    'InternalError',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}

/** A service that is not known gets its 501 in the protocol that its client speaks. */
function speaksJson({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.includes('json') ?? false;
}

function invalidAccessKey(): ServiceError {
  return new ServiceError(
    403,
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
  );
}

/** Path and query as they came: a URL object would tidy `a/../b`, which is a key like any other. */
function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/**
 * The caller's key and the service, from the header or from a presigned URL (of either version). Signatures are not verified: the key is
 * a name, not a secret, on a server that listens on loopback only.
 */
function readCredential(header: string | undefined, query: URLSearchParams) {
  const text = /Credential=([^,\s]+)/.exec(header ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? '';
  const presigned = query.get('AWSAccessKeyId');
  if (presigned !== null) return { accessKeyId: presigned, service: 's3' };
  const [accessKeyId, , , service] = text.split('/');
  if (accessKeyId === undefined || service === undefined) return undefined;
  return { accessKeyId, service };
}

async function send(
  response: ServerResponse,
  requestId: string,
  method: string | undefined,
  { status, headers = {}, body }: ServiceReply,
): Promise<void> {
  response.writeHead(status, { 'x-amz-request-id': requestId, 'x-amzn-requestid': requestId, ...headers });
  if (body instanceof Readable && method !== 'HEAD') await pipeline(body, response);
  else response.end(method === 'HEAD' || body instanceof Readable ? undefined : body);
}

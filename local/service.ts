import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Principal } from './iam.ts';
import type { ServiceError } from './service-error.ts';

/** A call of one service, its caller known. */
export interface ServiceRequest {
  readonly method: string;
  /** As it came, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
  readonly caller: Principal;
}

export interface ServiceReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
}

/** A request that names no caller, as a browser and curl send it. */
export type UnsignedRequest = Pick<ServiceRequest, 'method' | 'path' | 'query'>;

/** Answers the person at this machine. @returns undefined for a request that it does not know */
export type AnswerUnsigned = (request: UnsignedRequest) => Promise<ServiceReply> | undefined;

/** One service of the cloud behind the common endpoint. */
export interface Service {
  handle(request: ServiceRequest): Promise<ServiceReply>;
  /** An error as this service's protocol writes it. */
  renderError(error: ServiceError, requestId: string): ServiceReply;
}

/** The whole body as text; for calls whose bodies are small by nature. */
export async function readText(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

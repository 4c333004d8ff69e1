import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from '../server.ts';
import { readText } from '../service.ts';

/** What a function's process tells through the Runtime API. */
export interface RuntimeEvents {
  /** It has loaded the handler and waits for an event. */
  ready(): void;
  response(requestId: string, payload: string): void;
  error(requestId: string, error: string): void;
  initError(error: string): void;
}

/** The Lambda Runtime API of one process. */
export interface RuntimeApi {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Gives the process an event: now if it waits for one, else as soon as it asks. */
  handOver(event: RuntimeInvocation): void;
  stop(): Promise<void>;
}

export interface RuntimeInvocation {
  readonly requestId: string;
  readonly payload: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
}

const prefix = '/2018-06-01/runtime';

export async function startRuntimeApi(events: RuntimeEvents): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined;
  let pending: RuntimeInvocation | undefined;
  const answerNext = () => {
    if (waiting === undefined || pending === undefined) return;
    const { requestId, payload, deadlineMs, functionArn } = pending;
    waiting.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadlineMs),
      'lambda-runtime-invoked-function-arn': functionArn,
    });
    waiting.end(payload);
    waiting = undefined;
    pending = undefined;
  };
  const server = createServer((request, response) => {
    if (request.url === `${prefix}/invocation/next`) {
      waiting = response;
      events.ready();
      answerNext();
    } else {
      void receive(request, response, events);
    }
  });
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  const port = await listen(server, 0);
  return {
    address: `127.0.0.1:${port}`,
    handOver(event) {
      pending = event;
      answerNext();
    },
    stop: () => close(server),
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  events: RuntimeEvents,
): Promise<void> {
  const body = await readText(request).catch(() => '');
  const [, requestId = '', what] = /\/invocation\/([^/]+)\/(response|error)$/.exec(request.url ?? '') ?? [];
  const known = what !== undefined || request.url === `${prefix}/init/error`;
  response.writeHead(known ? 202 : 404).end();
  if (what === 'response') events.response(requestId, body);
  else if (what === 'error') events.error(requestId, body);
  else if (known) events.initError(body);
}

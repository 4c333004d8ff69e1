/** A call that the service refuses, as the client shall see it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  /** Stable code, as the AWS service spells it. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** What the emulator does not know is never a silent success. */
export function notImplemented(what: string): ServiceError {
  return new ServiceError(501, 'NotImplemented', `The embedded cloud does not know ${what}.`);
}

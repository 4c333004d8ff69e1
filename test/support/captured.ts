/** One side of a captured request. */
export interface CapturedSide {
  readonly data: string;
  readonly encoding?: string;
  readonly observedContentType?: string;
}

/** A line of a file of SageMaker Data Capture. A text is a side in CSV. */
export function captured(
  input: string | CapturedSide | undefined,
  output: string | CapturedSide | undefined,
  metadata: object = {},
): string {
  const endpointInput = input === undefined ? undefined : { ...sideOf(input), mode: 'INPUT' };
  const endpointOutput = output === undefined ? undefined : { ...sideOf(output), mode: 'OUTPUT' };
  return `${JSON.stringify({
    captureData: { endpointInput, endpointOutput },
    eventMetadata: { eventId: 'e1', inferenceTime: '2026-11-30T13:00:00Z', ...metadata },
    eventVersion: '0',
  })}\n`;
}

/** A line of a file of ground truth. */
export function groundTruth(eventId: string, data: string, encoding = 'CSV'): string {
  const eventMetadata = { eventId };
  return `${JSON.stringify({ groundTruthData: { data, encoding }, eventMetadata, eventVersion: '0' })}\n`;
}

function sideOf(side: string | CapturedSide): CapturedSide {
  return typeof side === 'string' ? { observedContentType: 'text/csv', data: side, encoding: 'CSV' } : side;
}

import { styleText } from 'node:util';

export type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Gives a text a look. */
export type Paint = (format: Format, text: string) => string;

/** Colours on a terminal only, and none where NO_COLOR is set. */
export const terminalPaint: Paint = (format, text) => styleText(format, text, { stream: process.stdout });

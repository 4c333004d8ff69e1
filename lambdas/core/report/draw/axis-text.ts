import { scaleLinear, scaleLog, scaleUtc } from 'd3-scale';
import type { FeatureDrift } from '../../result/result-schema.ts';
import { numberInWords } from '../../text/in-words.ts';
import { type Axis, endsOf } from './axis.ts';

type Kind = FeatureDrift['kind'];

/** A number or an instant below the axis. */
export interface Tick {
  /** Per cent of the way along the axis. */
  readonly at: number;
  readonly text: string;
}

/** What stands below the axis of a drawing: whole days and hours for timestamps, round numbers for all else. */
export function xTicks(kind: Kind, axis: Axis): readonly Tick[] {
  const ends = endsOf(axis);
  if (kind === 'timestamp') {
    const scale = scaleUtc(ends, [0, 100]);
    const write = scale.tickFormat();
    return inside(scale.ticks(3).map((tick) => ({ at: scale(tick), text: write(tick) })));
  }
  if (axis.scale === 'log') {
    const scale = scaleLog(ends, [0, 100]);
    return inside(powersWithin(ends).map((tick) => ({ at: scale(tick), text: numberInWords(tick) })));
  }
  const scale = scaleLinear(ends, [0, 100]);
  return inside(scale.ticks(5).map((tick) => ({ at: scale(tick), text: numberInWords(tick) })));
}

/** Powers of ten, not more than six of them. */
function powersWithin([low, high]: readonly [number, number]): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const step = Math.max(1, Math.ceil((last - first) / 5));
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, index) => 10 ** (first + index * step),
  );
}

/** Without ticks whose text would stand out of the drawing. */
function inside(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.filter(({ at }) => at >= 2 && at <= 98);
}

/** Writes values of the axis with as many digits as tell its groups apart. */
export function valueWriter(kind: Kind, { scale, width }: Axis): (value: number) => string {
  if (scale === 'log') return (value) => numberInWords(Number(value.toPrecision(3)));
  if (kind === 'timestamp') {
    const length = width >= 86_400_000 ? 10 : 16;
    return (value) => instantText(value).slice(0, length).replace('T', ' ');
  }
  return (value) => numberInWords(Math.abs(value) < width * 1e-6 ? 0 : value);
}

/** Instants beyond what a date can hold are numbers again. */
function instantText(milliseconds: number): string {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : String(milliseconds);
}

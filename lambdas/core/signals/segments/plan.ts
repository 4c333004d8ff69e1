import * as z from 'zod';
import { columnBinsSchema } from '../../columns/reference-bins.ts';

const segmentSchema = z.object({
  /** The value of the segment column that all its rows have; a pseudonym where the column is sensitive. */
  value: z.string(),
  /**
   * One for each of the reference's bins, in their order: each is a union of neighbouring bins of the column. Of texts
   * where the column is not compared within segments.
   */
  bins: z.array(columnBinsSchema),
});

/** Which rows are looked at by themselves, and on what bins. Chosen once, from the reference, and kept with it. */
export const segmentPlanSchema = z.object({
  /** Of the contract: the one whose values make segments. */
  column: z.int().min(0),
  /** The largest first. */
  segments: z.array(segmentSchema),
  /** Values of the reference that are no segment: too few rows, or too many values. */
  leftOut: z.int().min(0),
});

export type SegmentPlan = z.infer<typeof segmentPlanSchema>;
export type Segment = SegmentPlan['segments'][number];

/** Most segments of a model; fewer where there are many columns: see {@link maximumSegmentColumns}. */
export const maximumSegments = 20;

/** Most columns of all segments together: each is a histogram in every profile. */
export const maximumSegmentColumns = 2000;

/** Most cut points of one column in one segment: KS within 1/511 of exact there. */
export const maximumSegmentCuts = 512;

/** Most categories of one column that segments tell apart; all others are counted as one. */
export const maximumSegmentCategories = 256;

/** Rows that a value must have where the contract does not say, in the reference and in a batch. */
export const defaultSegmentRows = 100;

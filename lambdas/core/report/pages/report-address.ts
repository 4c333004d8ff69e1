/** The address of a batch's report beside the page of its model. */
export function reportAddress(batchId: string): string {
  return `${encodeURIComponent(batchId.toWellFormed())}.html`;
}

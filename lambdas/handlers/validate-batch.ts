/** Called by AWS. */
export const handler = async (): Promise<void> => {
  throw new Error('validate-batch is not written yet');
};

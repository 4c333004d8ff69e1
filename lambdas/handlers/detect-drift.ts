/** Called by AWS. */
export const handler = async (): Promise<void> => {
  throw new Error('detect-drift is not written yet');
};

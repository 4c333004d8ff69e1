/** Called by AWS. */
export const handler = async (): Promise<void> => {
  throw new Error('build-reference is not written yet');
};

/** Called by AWS. */
export const handler = async (): Promise<void> => {
  throw new Error('send-alerts is not written yet');
};

/** What `plumbline --help` prints. */
export const usage = `plumbline checks a batch of data against a contract and compares it with a reference.

  plumbline infer REFERENCE [-o contract.json]
      Draft a contract from a reference file.

  plumbline check BATCH --reference REFERENCE [--contract CONTRACT] [--report FILE.html] [--out DIR] [--model NAME] [--json]
      Validate a batch, compare it with a reference, and say what is wrong.
      Without a contract one is inferred from the reference.

  plumbline validate BATCH --contract CONTRACT [--report FILE.html] [--out DIR] [--model NAME] [--json]
      Hold a batch against its contract alone.

  BATCH and REFERENCE are files, or directories whose part-… files are one.

  --report FILE.html  write the report: one file, to be opened in a browser
  --out DIR    also write everything that the functions would write to S3: result, report, quarantined rows, alerts
  --json       print the result as JSON and nothing else
  -h, --help   print this;  --version   print the version

Exit status: 0 nothing to report; 1 rejected or drifted; 2 wrong usage, or a file that can't be used.
`;

/** The command was called in a way that can't be carried out; the message says how to mend it. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

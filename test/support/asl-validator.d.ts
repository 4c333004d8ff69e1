/** The package ships no types that its entry names. */
declare module 'asl-validator' {
  /** Writes defaults into what it validates. */
  // biome-ignore lint/style/noDefaultExport: that is what the package exports
  export default function validate(definition: unknown): {
    readonly isValid: boolean;
    readonly errorsText: () => string;
  };
}

import { plainText } from '../../text/clean-text.ts';
import { maximumKeyLength } from '../../text/places.ts';
import type { Digest, DigestModel, DigestViolation } from './digest-schema.ts';

type DigestExample = NonNullable<DigestViolation['example']>;

/** A digest for machines: names and values cleaned as for people, and no more than so many models. */
export function limitDigest(digest: Digest, maximumModels: number, maximumText: number): Digest {
  const models = digest.models.slice(0, maximumModels);
  return {
    ...digest,
    resultsBucket: digest.resultsBucket.slice(0, 100),
    models: models.map((model) => limitModel(model, (value) => plainText(value, maximumText))),
    modelsLeftOut: digest.modelsLeftOut + digest.models.length - models.length,
  };
}

function limitModel(model: DigestModel, text: (value: string) => string): DigestModel {
  return {
    ...model,
    model: plainText(model.model, 100),
    violations: model.violations.map(({ column, example, ...violation }) => ({
      ...violation,
      ...(column === undefined ? {} : { column: plainText(column, 300) }),
      ...(example === undefined ? {} : { example: limitExample(example, text) }),
    })),
    driftedFeatures: model.driftedFeatures.map((feature) => ({
      ...feature,
      name: plainText(feature.name, 300),
    })),
  };
}

function limitExample(
  { batchId, batchKey, row, found, expected, quarantineKey }: DigestExample,
  text: (value: string) => string,
): DigestExample {
  return {
    batchId: batchId.slice(0, 200),
    batchKey: batchKey.slice(0, maximumKeyLength),
    ...(row === undefined ? {} : { row }),
    ...(found === undefined ? {} : { found: text(found) }),
    ...(expected === undefined ? {} : { expected: text(expected) }),
    ...(quarantineKey === undefined ? {} : { quarantineKey: quarantineKey.slice(0, maximumKeyLength) }),
  };
}

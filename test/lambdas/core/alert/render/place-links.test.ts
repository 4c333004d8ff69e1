import { expect, test } from '@jest/globals';
import { consoleLink, printCommand, shownUri } from '../../../../../lambdas/core/alert/render/place-links.ts';

const plain = { bucket: 'results', key: 'results/flights/a b.json' };

test('an object has an address, a console link and a command', () => {
  expect(shownUri(plain)).toBe('s3://results/results/flights/a b.json');
  expect(consoleLink(plain)).toBe(
    'https://s3.console.aws.amazon.com/s3/object/results?prefix=results%2Fflights%2Fa%20b.json',
  );
  expect(printCommand(plain)).toBe("aws s3 cp 's3://results/results/flights/a b.json' -");
});

test('a compressed object is unpacked on the way', () => {
  expect(printCommand({ bucket: 'b', key: 'rows.jsonl.gz' })).toBe(
    "aws s3 cp 's3://b/rows.jsonl.gz' - | gunzip | head",
  );
});

test('a key cannot run a command', () => {
  expect(printCommand({ bucket: 'b', key: "x'; rm -rf ~; '$(id)" })).toBe(
    "aws s3 cp 's3://b/x'\\''; rm -rf ~; '\\''$(id)' -",
  );
});

test('there is no command for a key that cannot be shown as it is; the link is exact', () => {
  const place = { bucket: 'b', key: 'a\u202E\nb*' };

  expect(printCommand(place)).toBeUndefined();
  expect(decodeURIComponent(consoleLink(place).split('prefix=')[1] ?? '')).toBe(place.key);
});

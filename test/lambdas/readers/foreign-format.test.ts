import { describe, expect, test } from '@jest/globals';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { detectFormat } from '../../../lambdas/readers/detect-format.ts';
import { refuseForeignFormat } from '../../../lambdas/readers/foreign-format.ts';

function bytes(latin1: string): Buffer {
  return Buffer.from(latin1, 'latin1');
}

function refusal(head: Buffer): string | undefined {
  try {
    refuseForeignFormat(head, 'CSV');
    return undefined;
  } catch (error) {
    return String(error);
  }
}

describe('a format that is not read', () => {
  // ORC came out as a contract with one column named ORC, Arrow as "UTF-16 text", encrypted Parquet as "not Parquet":
  // the first guess won over the first bytes.
  test.each([
    ['ORC\x06\x02\x12\0\n\x14', 'ORC, not CSV: save it as Parquet'],
    ['ARROW1\0\0\xff\xff\xff\xff', 'Arrow (Feather), not CSV: save it as Parquet'],
    ['\xff\xff\xff\xff\x78\0\0\0', 'an Arrow stream'],
    ['FEA1\0\0', 'Feather'],
    ['Obj\x01\x04\x14avro.codec', 'Avro'],
    ['PARE\x15\x04\0', 'encrypted Parquet, not CSV: write it without encryption'],
    ['\x89HDF\r\n\x1a\n', 'HDF5'],
    ['\x93NUMPY\x01\0', 'a NumPy array (.npy)'],
    ['PK\x03\x04\x14\0\0\0arr_0.npy\x93NUMPY', 'NumPy arrays (.npz)'],
    ['\x80\x04\x95\x1f\0', 'a Python pickle'],
    ['ccopy_reg\n_reconstructor\n', 'a Python pickle'],
    ['SQLite format 3\0', 'a SQLite database, not CSV: export the table as CSV or Parquet'],
    ['\0\0\0\0\0\0\0\0DUCK', 'a DuckDB database'],
    ['PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'an Excel workbook, not CSV: save it as CSV'],
    [
      'PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
      'an OpenDocument spreadsheet',
    ],
    ['PK\x03\x04\x14\0\0\0data.csv', 'a zip archive, not CSV: unpack it'],
    ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
    ['%PDF-1.7', 'a PDF document'],
    ['\n<!DOCTYPE html>\n<html>', 'an HTML page'],
    ['<html><table>', 'an HTML page'],
    ['<?xml version="1.0"?>\n<Error><Code>AccessDenied', 'XML'],
    [
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      'an Excel workbook',
    ],
    ['\x89PNG\r\n', 'a PNG image'],
    ['\xff\xd8\xff\xe0', 'a JPEG image'],
    ['GIF89a', 'a GIF image'],
    ['BM\x36\0\0\0', 'a BMP image'],
    ['RIFF\x24\0\0\0WEBPVP8 ', 'a WebP image'],
    ['7z\xbc\xaf\x27\x1c', 'a 7z archive'],
    ['version https://git-lfs.github.com/spec/v1\n', 'a pointer of Git LFS'],
    ['\xff\xfea\0,\0', 'UTF-16 text'],
    ['\xff\xfe\0\0a\0\0\0', 'UTF-32 text'],
  ])('%j is %s', (head, what) => {
    expect(refusal(bytes(head))).toContain(`The file is ${what}`);
  });

  test.each([
    'ORC,yield\n1,2\n',
    'BMI,age\n21.5,40\n',
    'FEA1,b\n',
    'DUCKDUCKDUCK,a\n',
    'Obj,a\n',
    'ORC\x01yield\n1\x012\n',
    'xml,html\n<b>,1\n',
    '{"a":"<html>"}\n',
    'version,a\n1,2\n',
  ])('the table %j is none', (head) => {
    expect(refusal(bytes(head))).toBeUndefined();
  });

  test.each(['a', 'a.csv', 'a.jsonl', 'a.parquet', 'a.orc'])(
    '%s is named by what it is, whatever its name',
    async (name) => {
      const source = memorySource(bytes('ORC\x06\x02\x12\0\n\x14'));

      await expect(detectFormat(source, name)).rejects.toMatchObject({
        code: 'unsupported-format',
        message: expect.stringContaining('The file is ORC, not '),
      });
    },
  );
});

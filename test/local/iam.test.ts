import { describe, expect, test } from '@jest/globals';
import { isAllowed, matchesPattern, type Principal } from '../../local/iam.ts';
import { readPolicy } from '../../local/iam-policy.ts';
import { hole } from './fixtures/assembly.ts';

const policy = (...statements: readonly object[]) =>
  readPolicy({ Version: '2012-10-17', Statement: statements }, 'TheRole');
const caller = (...statements: readonly object[]): Principal => ({
  id: 'arn:aws:iam::000000000000:role/r',
  kind: 'AWS',
  statements: policy(...statements),
});
const reading = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::b/in/*' };
const get = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/in/x' };

describe('patterns', () => {
  test.each([
    ['s3:Get*', 's3:GetObject', true],
    ['s3:Get*', 's3:PutObject', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['*', 'line\nbreak', true],
    ['b/(x)/*', 'b/(x)/[y]', true],
  ])('%s matches %s: %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });
});

describe('a caller', () => {
  test('may do nothing without a statement', () => {
    expect(isAllowed(caller(), get)).toBe(false);
  });

  test('may do what an identity policy allows, and no more', () => {
    expect(isAllowed(caller(reading), get)).toBe(true);
    expect(isAllowed(caller(reading), { ...get, action: 's3:PutObject' })).toBe(false);
    expect(isAllowed(caller(reading), { ...get, resource: 'arn:aws:s3:::b/out/x' })).toBe(false);
  });

  test('may not do what any statement denies', () => {
    const denied = { Effect: 'Deny', Action: '*', Resource: '*' };

    expect(isAllowed(caller(reading, denied), get)).toBe(false);
    expect(isAllowed(caller(reading), get, policy({ ...denied, Principal: '*' }))).toBe(false);
  });

  test('may do what a resource policy allows it by name', () => {
    const named = { ...reading, Principal: { AWS: 'arn:aws:iam::000000000000:role/r' } };
    const other = { ...reading, Principal: { AWS: 'arn:aws:iam::000000000000:role/other' } };

    expect(isAllowed(caller(), get, policy(named))).toBe(true);
    expect(isAllowed(caller(), get, policy(other))).toBe(false);
  });

  test('meets conditions with the context of its call', () => {
    const sending = {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:::q',
      Condition: {
        ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::in*', 'arn:aws:s3:::out'] },
        StringEquals: { 'aws:SourceAccount': '000000000000' },
        Bool: { 'aws:SecureTransport': 'true' },
      },
    };
    const send = { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:::q' };
    const from = (bucket: string, account = '000000000000') => ({
      ...send,
      context: { 'aws:SourceArn': `arn:aws:s3:::${bucket}`, 'aws:SourceAccount': account },
    });

    expect(isAllowed(caller(sending), from('inbox'))).toBe(true);
    expect(isAllowed(caller(sending), from('secret'))).toBe(false);
    expect(isAllowed(caller(sending), from('inbox', '111111111111'))).toBe(false);
    expect(isAllowed(caller(sending), send)).toBe(false);
  });
});

describe('a policy that the matcher does not know is an error at the start', () => {
  test.each([
    ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['NotResource', { Effect: 'Allow', Action: 's3:*', NotResource: '*' }],
    ['an operator', { ...reading, Condition: { NumericLessThan: { 's3:max-keys': '3' } } }],
    ['a condition key', { ...reading, Condition: { StringEquals: { 'aws:userid': 'x' } } }],
    [
      'an operator that the stack does not use',
      { ...reading, Condition: { StringLike: { 'aws:SourceArn': '*' } } },
    ],
    ['a whole account', { ...reading, Principal: { AWS: 'arn:aws:iam::000000000000:root' } }],
    ['a policy variable', { ...reading, Resource: `arn:aws:s3:::b/${hole('aws:username')}` }],
  ])('%s', (_, statement) => {
    expect(() => policy(statement)).toThrow(/policy of TheRole/);
  });
});

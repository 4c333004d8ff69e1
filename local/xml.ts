import { XMLParser } from 'fast-xml-parser';
import { ServiceError } from './service-error.ts';

/** What an element holds: text, nothing, children, or the same element several times. */
export type XmlContent = string | number | boolean | undefined | XmlChildren | readonly XmlContent[];
export interface XmlChildren {
  readonly [name: string]: XmlContent;
}

/** An XML document of one root element; an array makes its element repeat, undefined leaves it out. */
export function xmlDocument(root: string, children: XmlChildren, namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${xmlChildren(children)}</${root}>`;
}

function xmlChildren(children: XmlChildren): string {
  return Object.entries(children)
    .map(([name, content]) => xmlElement(name, content))
    .join('');
}

function xmlElement(name: string, content: XmlContent): string {
  if (content === undefined) return '';
  if (isList(content)) return content.map((item) => xmlElement(name, item)).join('');
  const inner = typeof content === 'object' ? xmlChildren(content) : escapeXml(String(content));
  return `<${name}>${inner}</${name}>`;
}

function isList(content: XmlContent): content is readonly XmlContent[] {
  return Array.isArray(content);
}

/** Escapes markup; a control character becomes a numeric reference, as S3 writes it. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\p{Cc}]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true });

/** Reads a request body; values stay text, elements that occur once are not lists. */
export function parseXml(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    throw new ServiceError(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  }
}

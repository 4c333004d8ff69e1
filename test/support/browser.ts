import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../..');

/** The browser comes as a program for this machine only; elsewhere its tests are left out, and say so. */
export const hasBrowser = process.platform === 'linux' && process.arch === 'x64';

/**
 * A headless browser from npm. It is unpacked once, in a process of its own that sees another temporary folder, with the
 * libraries that it carries: on a bare machine without them it runs all the same.
 */
export async function startBrowser(): Promise<Browser> {
  const folder = await unpacked();
  const libraries = join(folder, 'al2023/lib');
  const path = [process.env.LD_LIBRARY_PATH, ...((await lacksLibraries(folder)) ? [libraries] : [])];
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--in-process-gpu',
      '--font-render-hinting=none',
    ],
    env: {
      ...process.env,
      FONTCONFIG_FILE: await fontSettings(folder),
      LD_LIBRARY_PATH: path.filter(Boolean).join(':'),
    },
  });
}

async function lacksLibraries(folder: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ldd', [join(folder, 'chromium')]);
  return /not found/.test(stdout);
}

/** The browser's own fonts, and this machine's for other scripts; those that come with it name folders of a function. */
async function fontSettings(folder: string): Promise<string> {
  const file = join(folder, 'plumbline-fonts.conf');
  const folders = [join(folder, 'fonts'), '/usr/share/fonts'].map((one) => `<dir>${one}</dir>`).join('');
  const settings = `<fontconfig>${folders}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`;
  await writeFile(file, `<?xml version="1.0"?>\n${settings}\n`);
  return file;
}

async function unpacked(): Promise<string> {
  const manifest = await readFile(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const folder = join(root, '.plumbline/browser', String(JSON.parse(manifest).version));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}-${randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-browser.mjs')], {
    env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  try {
    await rename(unfinished, folder);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
    await rm(unfinished, { recursive: true });
  }
  return folder;
}

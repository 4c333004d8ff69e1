import chromium from '@sparticuz/chromium';

// Unpacks the browser, its fonts and its libraries into the temporary folder of this process.
await chromium.executablePath();

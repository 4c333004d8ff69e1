/** Version of Plumbline, written into every result; a test holds it equal to package.json's. */
export const plumblineVersion = '0.1.0';

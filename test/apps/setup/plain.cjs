void import('./calls.mjs').then(async ({ callOnce }) => process.stdout.write(await callOnce()));

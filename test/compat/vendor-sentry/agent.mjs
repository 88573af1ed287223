// As Sentry's documentation begins: an instrument file, for --import. Nobody listens at this address.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: 'http://key@127.0.0.1:9/1', tracesSampleRate: 1 });

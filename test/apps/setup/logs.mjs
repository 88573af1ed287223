import { logs } from '@opentelemetry/api-logs';

logs.getLogger('app').emit({ body: 'hello', severityNumber: 9 });

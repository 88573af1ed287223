export type { DemoReport, Turn } from './demo/demo-report.ts';
export { runDemo } from './demo/run-demo.ts';
export { run, type Io } from './run.ts';

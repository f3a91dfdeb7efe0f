export { createFilesCollector, type FilesOptions } from './files-collector.ts';

export { clusterStatus, startCluster, stopCluster, type RunningCluster } from './cluster/cluster.ts';
export { chosenDatabase, type ChosenDatabase } from './database/chosen-database.ts';
export { clusterFolder } from './database/cluster-folder.ts';

"""A Dask cluster of two processes on this machine: prints its address, and ends when its input is closed."""

import sys

import dask
from distributed import LocalCluster

if __name__ == "__main__":
    # with it, every large array that is let go goes back to the system at once: three times slower
    dask.config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None})
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, *(worker.process.pid for worker in cluster.workers.values()), flush=True)
        sys.stdin.read()

package dev.sallyport.store.jdbc;

import dev.sallyport.change.StoreException;
import dev.sallyport.leak.LeakReport;
import dev.sallyport.leak.LeakReportStore;
import java.time.Instant;
import java.util.List;

/** Reports of leaked credentials that the background threads do not see, and of which one cannot be finished if a test says so. */
final class HeldReports implements LeakReportStore {
    private final LeakReportStore real;
    private volatile boolean stuck;

    HeldReports(LeakReportStore real) {
        this.real = real;
    }

    /** Whoever finishes the next one stops before it is done, as a process that is killed does. */
    void stopTheNext() {
        stuck = true;
    }

    @Override
    public boolean insert(LeakReport report, int maxWaiting) {
        return real.insert(report, maxWaiting);
    }

    @Override
    public List<LeakReport> findUnclaimed(String audience, Instant now, int max) {
        return Thread.currentThread().getName().startsWith("sallyport-")
                ? List.of()
                : real.findUnclaimed(audience, now, max);
    }

    @Override
    public boolean claim(String id, Instant now, Instant until) {
        return real.claim(id, now, until);
    }

    @Override
    public void delete(String id) {
        if (stuck) {
            stuck = false;
            throw new StoreException("stopped");
        }
        real.delete(id);
    }
}

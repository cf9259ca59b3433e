package dev.sallyport.leak;

import java.time.Instant;
import java.util.List;

/**
 * Keeps reports until their work is done. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface LeakReportStore {
    /**
     * Adds a report, durably.
     *
     * @param maxWaiting how many there may be of its application; reports that come at the same moment may make it a few more
     * @return false when there are as many already
     */
    boolean insert(LeakReport report, int maxWaiting);

    /** Those of the application, and those of none, on which nobody is at work, the oldest first. */
    List<LeakReport> findUnclaimed(String audience, Instant now, int max);

    /**
     * Takes a report on, as one conditional statement: of any number of callers, on whatever node, one succeeds.
     *
     * @return false when somebody is at work on it, or it is gone
     */
    boolean claim(String id, Instant now, Instant until);

    /** The work is done. */
    void delete(String id);
}

package dev.sallyport.grant;

/**
 * Holds the answer to a failed login back, whatever becomes of its outcome. Must be safe to call on the thread that logs in.
 */
@FunctionalInterface
public interface AnswerHold {
    /** Keeps the calling thread until then: for logins from code, which answer when they return. */
    AnswerHold ON_THREAD = ResponseTimeGrid::park;

    /**
     * @param nanoTime the reading of {@link System#nanoTime} before which nobody is to see the answer; real time, whatever clock the
     *     rest goes by, because it is real time that an observer measures
     */
    void until(long nanoTime);
}

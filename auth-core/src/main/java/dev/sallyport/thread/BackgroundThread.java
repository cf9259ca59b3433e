package dev.sallyport.thread;

import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that carry nothing of the thread that makes them: an inheritable thread-local of a request, such as its tenant or
 * its log context, would stay with a thread that serves everybody.
 */
public final class BackgroundThread {
    private BackgroundThread() {}

    public static Thread of(Runnable work, String name) {
        @Nullable ClassLoader classes = Thread.currentThread().getContextClassLoader();
        Thread made = new Thread(null, work, name, 0, false);
        made.setDaemon(true);
        // Without inheritance newer JDKs take the system's class loader, which knows no classes of a web application.
        made.setContextClassLoader(classes);
        return made;
    }
}

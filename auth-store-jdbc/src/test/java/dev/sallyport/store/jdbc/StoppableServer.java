package dev.sallyport.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;

/** A database server of a test's own, which can be stopped, started on the same data and port, frozen and thawed. */
interface StoppableServer extends AutoCloseable {
    void stop() throws Exception;

    void start() throws Exception;

    /** Its processes live and do nothing: connections stay open, new ones are taken by the kernel, and nobody answers. */
    void freeze() throws Exception;

    void thaw() throws Exception;

    /** A pool as applications have it, with its own settings of time, which are longer than anybody wants to wait. */
    HikariDataSource newPool() throws Exception;

    @Override
    void close() throws IOException;
}

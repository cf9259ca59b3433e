package dev.sallyport.webxml.server;

/** A server with one application at its root. */
interface WebServer {
    /** The name of the data source, below {@code java:comp/env/}. */
    String DATA_SOURCE = "jdbc/sallyport";

    /** @throws Exception when the application does not start */
    void start() throws Exception;

    int port();

    void stop();
}

package dev.sallyport.fiveapis;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** One of the five. */
interface Api {
    /** The name of its database file. */
    String name();

    /**
     * Puts its resources and Sallyport into the context.
     *
     * @param data the folder for what is no row
     * @param credentials gets what one needs to try it, by name
     */
    void install(ServletContextHandler context, DataSource dataSource, Path data, Map<String, String> credentials);
}

package dev.sallyport.webxml.server;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.spi.ObjectFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Gives Tomcat's naming the pool of this process, where a stand-alone Tomcat makes one of its own. */
public final class Handout implements ObjectFactory {
    static volatile @Nullable DataSource dataSource;

    /** For Tomcat. */
    public Handout() {}

    @Override
    @SuppressWarnings("JdkObsolete") // The interface says so.
    public @Nullable Object getObjectInstance(
            Object reference, Name name, Context context, @Nullable Hashtable<?, ?> environment) {
        return dataSource;
    }
}

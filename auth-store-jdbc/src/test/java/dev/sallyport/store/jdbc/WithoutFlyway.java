package dev.sallyport.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import javax.sql.DataSource;

/** The classes of this module as an application sees them that has no Flyway. */
final class WithoutFlyway extends URLClassLoader {
    private static final String PACKAGE = JdbcStores.class.getPackageName() + ".";

    WithoutFlyway() {
        super(
                new URL[] {
                    JdbcStores.class.getProtectionDomain().getCodeSource().getLocation()
                },
                JdbcStores.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("org.flywaydb.")) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    Object newStores(DataSource dataSource) throws Throwable {
        try {
            return loadClass(JdbcStores.class.getName())
                    .getMethod("of", DataSource.class)
                    .invoke(null, dataSource);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

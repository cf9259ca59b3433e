package dev.sallyport.store.jdbc.issues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.store.jdbc.JdbcSettings;
import dev.sallyport.store.jdbc.JdbcStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A data source that looks at the context of the thread that asks it. */
@Timeout(60)
class ThreadContextTest {
    private static final String NOBODY = "nobody";
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
    private static final ThreadLocal<String> OWN = new ThreadLocal<>();

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private DataSource watched(ThreadLocal<String> context) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return (DataSource) Proxy.newProxyInstance(
                ThreadContextTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        String value = context.get();
                        seen.add(value == null ? NOBODY : value);
                    }
                    try {
                        return method.invoke(h2, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void as(ThreadLocal<String> context, String name, Runnable work) throws InterruptedException {
        Thread thread = new Thread(() -> {
            context.set(name);
            work.run();
        });
        thread.start();
        thread.join();
    }

    @Test
    void noThreadOfTheLibraryInheritsTheContextOfARequest() throws Exception {
        DataSource dataSource = watched(INHERITED);
        as(INHERITED, "starter", () -> {
            try (JdbcStores stores = JdbcStores.of(dataSource)) {
                for (String name : List.of("alice", "bob", "carol")) {
                    as(INHERITED, name, () -> stores.users().findById(name));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(seen).containsExactly(NOBODY);
    }

    @Test
    void dataSourceThatRoutesByThreadLocalSeesItsCaller() throws Exception {
        DataSource dataSource = watched(OWN);
        JdbcSettings settings = JdbcSettings.defaults().withConnectionsOnCallersThread();
        try (JdbcStores stores = JdbcStores.of(dataSource, settings)) {
            seen.clear();
            for (String name : List.of("alice", "bob", "carol")) {
                as(OWN, name, () -> stores.users().findById(name));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder("alice", "bob", "carol");
    }
}

package dev.sallyport;

import dev.sallyport.stores.Stores;
import dev.sallyport.stores.StoresProvider;
import java.util.ServiceLoader;

/** Opens the stores that a library on the class path offers for a resource. Without state. */
final class OfferedStores {
    private OfferedStores() {}

    static Stores in(Object resource) {
        // By the thread's loader: in a container that is the web application's.
        return ServiceLoader.load(StoresProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.takes(resource))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nothing on the class path keeps its data in a "
                        + resource.getClass().getName()
                        + ": for a javax.sql.DataSource add the library sallyport-store-jdbc (in a web application: to"
                        + " WEB-INF/lib)"))
                .open(resource);
    }
}

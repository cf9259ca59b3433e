package dev.sallyport.stores;

/**
 * Makes stores of something that was set up elsewhere, such as a data source that a container hands out. Found with {@link
 * java.util.ServiceLoader}, for applications that are put together without code; code names its stores itself. Implementations
 * are stateless and have a public constructor without parameters.
 */
public interface StoresProvider {
    /** Whether the resource is of the kind that these stores are kept in; does not touch what is behind it. */
    boolean takes(Object resource);

    /**
     * The stores in a resource that it takes, with default settings.
     *
     * @throws IllegalStateException when what is behind it is not ready; the message says what to do
     * @throws dev.sallyport.change.StoreException when it cannot be reached
     */
    Stores open(Object resource);
}

package dev.sallyport.user;

/** Whatever rests on a second factor and ends with it: what sessions say of how they were opened. */
@FunctionalInterface
public interface FactorDependents {
    /** Called inside the transaction that removes the factor. */
    void factorRemoved(String ownerId);
}

package dev.sallyport.apikey;

/** Whatever rests on a key and ends with it, such as the sessions that were opened with it. */
@FunctionalInterface
interface KeyDependents {
    /** Called inside the transaction that revokes or disables the key. */
    void keyStopped(String keyId);
}

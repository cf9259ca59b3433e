package dev.sallyport.webxml;

import dev.sallyport.access.RequiresScope;

/** No servlet: what another framework would make a resource of. Put into a WAR by a test. */
@RequiresScope("reports:read")
public final class Resource {}

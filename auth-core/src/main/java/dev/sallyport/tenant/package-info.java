/**
 * Tenants as a whole, and service accounts: owners of API keys that are not people. Start at {@link dev.sallyport.tenant.ServiceAccounts} and
 * {@link dev.sallyport.tenant.Tenants}. Nothing here asks who calls.
 */
@NullMarked
package dev.sallyport.tenant;

import org.jspecify.annotations.NullMarked;

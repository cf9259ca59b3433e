/**
 * Actions of managers, who look after the API keys and service accounts of their own tenant. Start at {@link
 * dev.sallyport.manage.TenantManagers}. Each action checks the rights of its manager. Knows no HTTP.
 */
@NullMarked
package dev.sallyport.manage;

import org.jspecify.annotations.NullMarked;

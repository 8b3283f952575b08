// The bot itself. `PORT` is given by App Service.

param name string
param location string
param tags object
param planSize string
param instances int
param identityResourceId string
param identityClientId string
param tableEndpoint string
param logWorkspaceId string

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: planSize
    capacity: instances
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  tags: tags
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityResourceId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|22-lts'
      appCommandLine: 'node --max-old-space-size=256 --max-semi-space-size=8 dist/main.js'
      // Reminders go out by the clock, so the app must not be put to sleep.
      alwaysOn: true
      healthCheckPath: '/healthz'
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      appSettings: [
        { name: 'NODE_ENV', value: 'production' }
        { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
        { name: 'MicrosoftAppId', value: identityClientId }
        { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
        { name: 'STORAGE_ACCOUNT_URL', value: tableEndpoint }
        { name: 'PUBLIC_URL', value: 'https://${name}.azurewebsites.net' }
        { name: 'LOG_LEVEL', value: 'info' }
        // Tells Azure's library which identity to use for the storage account.
        { name: 'AZURE_CLIENT_ID', value: identityClientId }
        // The package that is deployed is built already, and is run as it is.
        { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
        { name: 'WEBSITE_RUN_FROM_PACKAGE', value: '1' }
      ]
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logWorkspaceId != '') {
  name: 'logs'
  scope: site
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
  }
}

output name string = site.name
output hostName string = site.properties.defaultHostName

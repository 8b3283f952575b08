// Board Updates on Azure: an identity, a storage account, a web app, and the bot's registration with its Teams channel.
// Not yet tried against a live subscription: its syntax is checked by tests, and `az deployment group what-if` comes first.

@description('The installation\'s name, part of every resource\'s name, e.g. board-updates-ashenford.')
@minLength(3)
@maxLength(40)
param name string

@description('Where everything but the bot registration is kept.')
param location string = resourceGroup().location

@description('The bot\'s name as people see it in Teams.')
@maxLength(42)
param displayName string = 'Board Updates'

@description('Size of the App Service plan. B1 is enough for one council; F1 and D1 cannot stay awake.')
@allowed(['B1', 'B2', 'S1', 'P0v3', 'P1v3'])
param planSize string = 'B1'

@description('How many instances run. They share the work through the storage account.')
@minValue(1)
@maxValue(10)
param instances int = 1

@description('How the storage account is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param replication string = 'Standard_ZRS'

@description('A Log Analytics workspace for the logs. Empty: none.')
param logWorkspaceId string = ''

param tags object = {}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: '${name}-id'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'bu${uniqueString(resourceGroup().id, name)}'
    location: location
    tags: tags
    replication: replication
    identityPrincipalId: identity.outputs.principalId
  }
}

module webApp 'modules/web-app.bicep' = {
  name: 'web-app'
  params: {
    name: name
    location: location
    tags: tags
    planSize: planSize
    instances: instances
    identityResourceId: identity.outputs.resourceId
    identityClientId: identity.outputs.clientId
    tableEndpoint: storage.outputs.tableEndpoint
    logWorkspaceId: logWorkspaceId
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-bot'
    tags: tags
    displayName: displayName
    endpoint: 'https://${webApp.outputs.hostName}/api/messages'
    identityResourceId: identity.outputs.resourceId
    identityClientId: identity.outputs.clientId
  }
}

@description('The bot\'s id: `--app-id` of `npm run package`.')
output appId string = identity.outputs.clientId

@description('The web app\'s host name: `--domain` of `npm run package`.')
output hostName string = webApp.outputs.hostName

@description('The tenant: `tenantId` of a programme\'s settings file.')
output tenantId string = tenant().tenantId

output storageAccount string = storage.outputs.name
output webAppName string = webApp.outputs.name

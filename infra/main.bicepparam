using './main.bicep'

param name = 'board-updates-ashenford'
param displayName = 'Board Updates'
param planSize = 'B1'
param instances = 1
param tags = {
  service: 'board-updates'
}

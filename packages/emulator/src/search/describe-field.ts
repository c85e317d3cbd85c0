/** Describes a field as the route of the fields does. */
export function describeField(name: string, type: string) {
  const isText = type === 'String' || type === 'LargeString'
  return {
    name: `@${name}`,
    nativeName: name,
    description: '',
    type,
    defaultValue: '',
    fieldType: type,
    fieldSourceType: 'Metadata',
    includeInQuery: true,
    includeInResults: true,
    groupByField: isText,
    splitGroupByField: isText,
    sortByField: true,
  }
}
